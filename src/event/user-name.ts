/** The parts of a user name as sent. */
export interface UserName {
  /** Without a Windows domain: `jane.roe` for `CORP\jane.roe`; a user principal name or mail address stays whole. */
  name: string;
  domain?: string;
}

/** One to four backslashes, as escaping by relays leaves them; never empty parts. */
const WITH_DOMAIN = /^([^\\]+)\\{1,4}([^\\]+)$/;

/** Splits a user name; backslashes around it, as some exports leave them, are no part of it. */
export function splitUserName(account: string): UserName {
  if (!account.includes('\\')) return { name: account };
  const match = WITH_DOMAIN.exec(account);
  if (match) return { name: match[2]!, domain: match[1]! };
  let from = 0;
  let to = account.length;
  while (account[from] === '\\') from += 1;
  while (to > from && account[to - 1] === '\\') to -= 1;
  return { name: account.slice(from, to) || account };
}
