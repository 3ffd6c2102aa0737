import * as read from './readers.ts';

/**
 * Every message that is read, or dropped for a reason of its own; all others are dropped as `not-a-login`.
 * 113039, 751025 and 713228 are the login (`vpn-connect`): the others of its chain are steps and side facts.
 */
export const MESSAGES: ReadonlyMap<string, read.Reader | read.DropReason> = new Map<
  string,
  read.Reader | read.DropReason
>([
  ['113004', read.credentialsAccepted],
  ['113012', read.credentialsAccepted],
  ['113005', read.credentialsRefused('rejected')],
  ['113015', read.credentialsRefused('rejected')],
  ['113016', read.credentialsRefused('credentials rejected')],
  ['113017', read.credentialsRefused('credentials rejected')],
  ['113013', read.credentialsRefused('request not completed')],
  ['113014', read.credentialsRefused('authentication server not accessible')],
  ['113006', read.lockedOut],
  ['716038', read.portalAuthentication],
  ['716039', read.portalAuthentication],
  ['713167', read.ikev1Refused],
  ['713905', read.ikev1Refused],

  ['113039', read.sessionStarted],
  ['751025', read.ikev2Started],
  ['713228', read.ikev1Started],
  ['716001', read.portalStarted],
  ['113029', read.sessionRefused],
  ['113030', read.sessionRefused],
  ['113033', read.sessionRefused],
  ['113035', read.sessionRefused],
  ['113038', read.sessionRefused],
  ['716023', read.sessionRefused],
  ['716046', read.sessionRefused],
  ['716057', read.sessionRefused],
  ['722020', read.sessionRefused],
  ['734002', read.accessPolicyRefused],

  ['716059', read.resumed],
  ['722022', read.tunnelUp],
  ['722032', read.tunnelUp],
  ['722033', read.tunnelUp],
  ['722034', read.tunnelUp],
  ['722055', read.clientType],
  ['722051', read.tunnelAddress],

  ['113019', read.sessionEnded],
  ['716002', read.portalEnded],
  ['716058', read.tunnelDown],
  ['722023', read.tunnelDown],
  ['722028', read.tunnelDown],
  ['722037', read.tunnelDown],

  ['713049', read.ikev1Negotiated],
  ['113008', 'login-step'],
  ['113009', 'login-step'],
  ['113010', 'login-step'],
  ['734001', 'login-step'],
  ['734003', 'login-step'],
  ['750002', 'login-step'],
  ['750006', 'login-step'],
  ['721016', 'ha-copy'],
  ['721018', 'ha-copy'],
  ['113021', 'device-administration'],
  ['315011', 'device-administration'],
  ['605004', 'device-administration'],
  ['605005', 'device-administration'],
  ['611101', 'device-administration'],
  ['611102', 'device-administration'],
  ['611103', 'device-administration'],
]);
