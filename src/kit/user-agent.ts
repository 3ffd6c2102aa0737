export type OsFamily = 'windows' | 'macos' | 'linux' | 'chromeos' | 'ios' | 'android';

/** In this order: an Android user agent names Linux too, and an iPhone’s says “like Mac OS X”. */
const MARKS: readonly (readonly [RegExp, OsFamily])[] = [
  [/\b(iphone|ipad|ipod|ios)\b/i, 'ios'],
  [/\bandroid\b/i, 'android'],
  [/\bcros\b/i, 'chromeos'],
  [/\bwindows\b/i, 'windows'],
  [/\b(macintosh|mac os x|macos|darwin)\b/i, 'macos'],
  [/\b(linux|x11)\b/i, 'linux'],
];

/** The family of the operating system that a user agent names, without its version; undefined when it names none. */
export const osFamily = (userAgent: string | undefined): OsFamily | undefined =>
  userAgent === undefined ? undefined : MARKS.find(([mark]) => mark.test(userAgent))?.[1];

/** Whether a user agent is a telephone's or a tablet's. */
export const isHandheld = (userAgent: string | undefined): boolean =>
  ['ios', 'android'].includes(osFamily(userAgent) ?? '');
