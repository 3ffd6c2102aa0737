import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';

/**
 * Preloaded into a child (`node --import`): the process ends by SIGKILL just before its n-th write to SQLite, with n
 * from DIE_AT_WRITE. A process that lives to its end says on standard error how many writes there were.
 */
const last = Number(process.env.DIE_AT_WRITE);
let writes = 0;

function countWrites<Name extends string>(
  prototype: Record<Name, (...args: never[]) => unknown>,
  name: Name,
) {
  const original = prototype[name];
  prototype[name] = function (this: unknown, ...args) {
    if (++writes === last) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, args);
  };
}

countWrites(DatabaseSync.prototype, 'exec');
countWrites(StatementSync.prototype, 'run');
if (isMainThread) process.on('exit', () => process.stderr.write(`${writes} writes\n`));
