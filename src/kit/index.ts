/** All that a detector may import. */
export * from '../event/facts.ts';
export { Action, Channel, Outcome } from '../event/login-event.ts';
export { offsetAt } from '../event/time.ts';
export * from './address.ts';
export * from './claim.ts';
export * from './co-users.ts';
export * from './country.ts';
export * from './define.ts';
export * from './leg.ts';
export * from './line.ts';
export * from './remember.ts';
export * from './sphere.ts';
export * from './time.ts';
export * from './user-agent.ts';
