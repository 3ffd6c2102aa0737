import ipaddr from 'ipaddr.js';
import { countryCode } from '../event/country.ts';
import { suggest } from './nearest.ts';

/** What a cell of a table turned out to hold. */
export type Cell<T> = { value: T } | { message: string; fix: string };

/** One column of a table. Empty cells never reach `parse`: they are absent, or a problem where `required`. */
export interface Column<T, Required extends boolean = boolean> {
  required: Required;
  parse(text: string): Cell<T>;
}

const column = <T>(parse: (text: string) => Cell<T>): Column<T, false> => ({ required: false, parse });
const bad = (message: string, fix: string): { message: string; fix: string } => ({ message, fix });

export const required = <T>(inner: Column<T>): Column<T, true> => ({ required: true, parse: inner.parse });

export const text = column<string>((value) => ({ value }));

/** Items separated by semicolons. */
export const list = column<string[]>((cell) => ({
  value: cell
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
}));

export const oneOf = <const V extends string>(values: readonly V[]): Column<V, false> =>
  column<V>((cell) => {
    const found = values.find((value) => value === cell.toLowerCase());
    return found === undefined
      ? bad(`"${cell}" is not one of ${values.join(', ')}`, suggest(cell, values))
      : { value: found };
  });

const EMAIL = /^[^\s@"]+@[^\s@"]+$/;

export const email = column<string>((cell) =>
  EMAIL.test(cell) ? { value: cell } : bad(`"${cell}" is no e-mail address`, 'write name@domain'),
);

/** ISO 3166-1 alpha-2, and `XK`, which location databases use for Kosovo. */
export const country = column<string>((cell) => {
  const code = countryCode(cell);
  if (code !== undefined && code === cell.toUpperCase()) return { value: code };
  const fix = code === undefined ? 'write two letters, for example US' : `write ${code}`;
  return bad(`"${cell}" is no ISO 3166-1 alpha-2 country code`, fix);
});

/** The part of an ISO 3166-2 code after the hyphen. */
export const region = column<string>((cell) =>
  /^[A-Za-z0-9]{1,3}$/.test(cell)
    ? { value: cell.toUpperCase() }
    : bad(
        `"${cell}" is no ISO 3166-2 suffix`,
        'write what follows the hyphen in the code, for example NY for US-NY',
      ),
);

const degrees = (name: string, limit: number): Column<number, false> =>
  column<number>((cell) => {
    const value = Number(cell);
    if (Number.isFinite(value) && Math.abs(value) <= limit) return { value };
    return bad(`"${cell}" is no ${name}`, `write decimal degrees between -${limit} and ${limit}`);
  });
export const latitude = degrees('latitude', 90);
export const longitude = degrees('longitude', 180);

/** Whether `text` is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export const day = column<string>((cell) =>
  isDay(cell) ? { value: cell } : bad(`"${cell}" is no date`, 'write YYYY-MM-DD, for example 2026-11-19'),
);

export const timeZone = column<string>((cell) => {
  try {
    return { value: new Intl.DateTimeFormat('en', { timeZone: cell }).resolvedOptions().timeZone };
  } catch {
    return bad(`"${cell}" is no time zone`, 'write an IANA name, for example America/New_York');
  }
});

/** An address or network in CIDR notation; `value` always has a prefix length and no host bits. */
export const cidr = column<string>((cell) => {
  const full = cell.includes('/') ? cell : `${cell}/${cell.includes(':') ? 128 : 32}`;
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(full)) return { value: networkOf(ipaddr.IPv4, full) };
  if (ipaddr.IPv6.isValidCIDR(full)) return { value: networkOf(ipaddr.IPv6, full) };
  return bad(`"${cell}" is no address or network`, 'write CIDR notation, for example 192.0.2.0/24');
});

function networkOf(family: typeof ipaddr.IPv4 | typeof ipaddr.IPv6, text: string): string {
  return `${family.networkAddressFromCIDR(text).toString()}${text.slice(text.lastIndexOf('/'))}`;
}
