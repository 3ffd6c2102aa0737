import { parseAddress } from '../../event/address.ts';
import type { LoginEvent } from '../../event/login-event.ts';

type Source = NonNullable<LoginEvent['source']>;

const ABSENT = new Set(['', 'none', 'unknown', 'n/a', 'null', '(null)', '0.0.0.0', '::']);
const JUNK_BEFORE = /^[<"']+/;
const JUNK_AFTER = /[<>"',.;]{1,8}$/;
/** What an ASA prints for an address of a family it has none of. */
const INVALID = 'invalid-addr';
const HOST_NAME = /^[\w.-]{1,253}$/;
const HAS_LETTER = /[a-z]/i;
const PORT_AT_END = /^(.+):(\d{1,5})$/;

/**
 * The remote address of a message; a host name where the device has names for addresses. Empty when the message says
 * that there is none, undefined when what stands there is neither.
 */
export function readPeer(written: string): Source | undefined {
  const plain = parseAddress(written);
  if (plain) return plain;
  const text = written.trim().replace(JUNK_BEFORE, '').replace(JUNK_AFTER, '');
  const address = parseAddress(text);
  if (address) return address;
  if (ABSENT.has(text.toLowerCase()) || text.startsWith(INVALID)) return {};
  return HOST_NAME.test(text) && HAS_LETTER.test(text) ? { domain: text } : undefined;
}

/** `address:port`, where even an IPv6 address stands without brackets. */
export function readPeerWithPort(written: string): Source | undefined {
  const glued = PORT_AT_END.exec(written.trim());
  if (!glued) return readPeer(written);
  const peer = readPeer(glued[1]!);
  const port = Number(glued[2]);
  const known = peer?.ip !== undefined || peer?.domain !== undefined;
  return known && port > 0 && port <= 65_535 ? { ...peer, port } : peer;
}
