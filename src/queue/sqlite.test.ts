import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeQueue } from '../../test/conformance/queue.ts';
import { openForWriting } from '../store/sqlite/database.ts';
import { sqliteQueue } from './sqlite.ts';

describeQueue('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeport-queue-'));
  const open = () => openForWriting(folder, { durable: false });
  let database = open();
  return {
    queue: sqliteQueue(database),
    reopen() {
      database.close();
      database = open();
      return sqliteQueue(database);
    },
    dispose() {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
});
