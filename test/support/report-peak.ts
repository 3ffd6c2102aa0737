import { isMainThread } from 'node:worker_threads';

/** Preloaded into a child (`node --import`): it says at its end how much memory it came to hold, in kilobytes. */
if (isMainThread) process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
