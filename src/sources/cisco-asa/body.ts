/** The few grammars in which message bodies are written. All read in one pass: names in them may be hostile. */

/** What a body names, as written. */
export interface Parts {
  /** Empty when the message has none. */
  user: string;
  /** The remote address; absent when the message has no such field. */
  peer?: string;
  group?: string;
  /** What follows these fields. */
  rest: string;
}

const USER_LABEL = /[:,] *user *= */i;
const REASON_LABEL = /reason *= *([^:]*)/;
const PEER_LABEL = 'user IP';

/**
 * `Group <g> User <u> IP <ip> rest`, in angle brackets or bare. A user name may hold `IP <…>` itself, so the last one
 * before `limit` counts: a message in which another follows, or text of the user's choice, is read up to there.
 */
export function readGroupUserIp(body: string, limit = body.length): Parts | undefined {
  if (!body.startsWith('Group ') || limit < 0) return undefined;
  const peerAt = body.lastIndexOf(' IP ', limit);
  const peerEnd = body.indexOf(' ', peerAt + 4);
  // Without text after the address the record was cut off in transit, perhaps inside the address.
  if (peerAt < 0 || peerEnd < 0) return undefined;

  const names = body.slice('Group '.length, peerAt);
  const bracketed = names.startsWith('<');
  const userAt = bracketed ? names.indexOf('> User') + 1 : names.lastIndexOf(' User');
  if (userAt <= 0) return undefined;
  return {
    group: unquote(names.slice(0, userAt)),
    user: unquote(names.slice(userAt + ' User'.length)),
    peer: unquote(body.slice(peerAt + 4, peerEnd)),
    rest: body.slice(peerEnd + 1),
  };
}

/** `Group = g, Username = u, IP = ip, rest`; the rest begins at `limit` at the latest. */
export function readLabelled(body: string, limit = body.length): Parts | undefined {
  const peerAt = Math.max(body.lastIndexOf(', IP =', limit), body.lastIndexOf(', IP=', limit));
  if (peerAt < 0) return undefined;
  const valueAt = skipSpaces(body, body.indexOf('=', peerAt) + 1);
  const peerEnd = endOf(body, valueAt, [',', ' ']);
  const names = body.slice(0, peerAt);
  const userAt = names.indexOf(', Username');
  const groupAt = names.indexOf('=');
  if (groupAt < 0) return undefined;
  return {
    group: unquote(names.slice(groupAt + 1, userAt < 0 ? undefined : userAt)),
    user: userAt < 0 ? '' : unquote(names.slice(names.indexOf('=', userAt) + 1)),
    peer: body.slice(valueAt, peerEnd),
    rest: body.slice(peerEnd).replace(/^[, ]+/, ''),
  };
}

/** `AAA … : reason = r : server = s : user = u : user IP = ip`, with or without spaces, reason and address. */
export function readAaa(body: string): (Parts & { reason?: string }) | undefined {
  const label = USER_LABEL.exec(body);
  if (!label) return undefined;
  const userAt = label.index + label[0].length;
  const peerAt = body.lastIndexOf(PEER_LABEL);
  const hasPeer = peerAt >= userAt;
  const user = body.slice(userAt, hasPeer ? peerAt : undefined).trimEnd();
  const reason = REASON_LABEL.exec(body.slice(0, label.index))?.[1]?.trim();
  return {
    user: unquote(hasPeer && user.endsWith(':') ? user.slice(0, -1) : user),
    ...(hasPeer && { peer: body.slice(body.indexOf('=', peerAt) + 1) }),
    ...(reason && { reason }),
    rest: '',
  };
}

/** `Local:ip:port Remote:ip:port Username:u IKEv2 Group:g IPv4 Address=a IPv6 address=b assigned to session`. */
export function readIkev2(body: string): Parts | undefined {
  const peerAt = body.indexOf(' Remote:');
  const userAt = body.indexOf(' Username:', peerAt);
  if (!body.startsWith('Local:') || peerAt < 0 || userAt < 0) return undefined;
  const restAt = body.lastIndexOf(' IPv4 Address=');
  const groupAt = body.lastIndexOf(' Group:', restAt);
  if (restAt < 0 || groupAt < userAt) return undefined;
  const user = body.slice(userAt + ' Username:'.length, groupAt);
  return {
    user: unquote(user.endsWith(' IKEv2') ? user.slice(0, -' IKEv2'.length) : user),
    group: unquote(body.slice(groupAt + ' Group:'.length, restAt)),
    peer: body.slice(peerAt + ' Remote:'.length, userAt),
    rest: body.slice(restAt + 1),
  };
}

/** `DAP: User u, Addr ip: rest` */
export function readDap(body: string): Parts | undefined {
  const userAt = body.indexOf('User ');
  const peerAt = body.lastIndexOf(', Addr ');
  if (userAt < 0 || peerAt < userAt) return undefined;
  const valueAt = peerAt + ', Addr '.length;
  const peerEnd = endOf(body, valueAt, [',', ' ']);
  return {
    user: unquote(body.slice(userAt + 'User '.length, peerAt)),
    peer: body.slice(valueAt, peerEnd).replace(/:$/, ''),
    rest: body.slice(peerEnd).replace(/^[, ]+/, ''),
  };
}

/** The value after `label`, up to the next comma. */
export function field(text: string, label: string): string | undefined {
  const at = text.indexOf(label);
  if (at < 0) return undefined;
  const start = at + label.length;
  return text.slice(start, endOf(text, start, [','])).trim() || undefined;
}

const QUOTES: Readonly<Record<string, string>> = { '<': '>', '"': '"', "'": "'" };

/** Without the brackets or quotation marks around it. */
export function unquote(text: string): string {
  const trimmed = text.trim();
  const close = QUOTES[trimmed[0] ?? ''];
  return close && trimmed.length > 1 && trimmed.endsWith(close) ? trimmed.slice(1, -1).trim() : trimmed;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

/** Index of the first of `marks` at or after `from`, else the text's end. */
function endOf(text: string, from: number, marks: readonly string[]): number {
  let at = from;
  while (at < text.length && !marks.includes(text[at]!)) at += 1;
  return at;
}
