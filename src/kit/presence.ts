import { lineOf } from './address.ts';
import type { JudgedLogin } from './define.ts';

/** Workers of one address or device beyond which only the crowd is a fact: DESIGN §5.3. */
export const CROWD = 50;

/**
 * The address or device that a login shows in use, if any: a successful login's own line where that is a fixed one,
 * and its device. Mobile, satellite, hotel, office and anonymising networks serve too many to say anything.
 */
export function subjectUsed(kind: 'address' | 'device', login: JudgedLogin): string | undefined {
  if (login.outcome !== 'success') return undefined;
  if (kind === 'device') return login.device;
  return login.ip && login.network?.type === 'fixed' ? lineOf(login.ip) : undefined;
}
