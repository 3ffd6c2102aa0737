import { splitUserName } from '../../event/user-name.ts';
import { unquote } from './body.ts';

/** The user of a message; `account` is the name as sent, but with one backslash however often relays escaped it. */
export interface Person {
  account: string;
  name: string;
  domain?: string;
  email?: string;
}

const MASKED = /^\**$/;
const MAIL = /^[^\s@\\/]+@([^\s@\\/]+\.[^\s@\\/]+)$/;
const COMMON_NAME = /^CN=([^,]+)/i;

/** Whether the device hid the name, as it does with unknown users, or had none. */
export const isMasked = (user: string): boolean => MASKED.test(user);

/**
 * Every relay that escapes doubles the backslash of `CORP\jane.roe`, so their number says nothing about the person,
 * and one person must not become three accounts. A certificate's subject is known by its common name.
 */
export function readPerson(user: string): Person {
  const sent = unquote(user);
  const { name, domain } = splitUserName(sent);
  const known = COMMON_NAME.exec(name)?.[1] ?? name;
  const person: Person = { account: domain === undefined ? sent : `${domain}\\${name}`, name: known };
  const mailDomain = known.includes('@') ? MAIL.exec(known)?.[1] : undefined;
  if (mailDomain) person.email = known;
  if (domain ?? mailDomain) person.domain = domain ?? mailDomain!;
  return person;
}
