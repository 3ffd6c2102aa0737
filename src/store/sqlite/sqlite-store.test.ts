import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStore } from '../../../test/conformance/store.ts';
import { openForWriting } from './database.ts';
import { openSqliteStore } from './sqlite-store.ts';

describeStore('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeport-store-'));
  const open = () => openSqliteStore(openForWriting(folder, { durable: false }));
  let store = open();
  return {
    store,
    reopen() {
      store.close();
      store = open();
      return store;
    },
    dispose() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
