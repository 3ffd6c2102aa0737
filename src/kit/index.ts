/** All that a detector may import. */
export * from '../event/facts.ts';
export { Action, Channel, Outcome } from '../event/login-event.ts';
export * from './define.ts';
export * from './sphere.ts';
export * from './time.ts';
