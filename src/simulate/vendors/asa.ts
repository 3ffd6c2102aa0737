import { HOUR, MINUTE, SECOND } from '../../kit/time.ts';
import type { VpnGateway, Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { Act } from '../session.ts';

/** One syslog line and the time (ms) at which the device sent it, by true time. */
export interface SyslogLine {
  time: number;
  text: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** The chain of messages that one connecting or leaving of an AnyConnect client makes an ASA write. */
export function asaLines(act: Act, random: Random): SyslogLine[] {
  const { worker } = act;
  const { gateway } = worker;
  const lines: SyslogLine[] = [];
  const say = (after: number, severity: number, message: number, body: string) => {
    const time = act.time + after;
    lines.push({ time, text: `${stamp(gateway, time, severity)}%ASA-${severity}-${message}: ${body}` });
  };
  const user = accountOf(worker, act.time);
  const peer = act.egress.ip;
  const group = `Group <GP-Staff> User <${user}> IP <${peer}>`;
  if (act.kind === 'vpn-connect') {
    const assigned = `10.${20 + worker.site}.${(worker.index >> 8) & 255}.${worker.index & 255}`;
    say(0, 6, 113_004, `AAA user authentication Successful : server =  10.1.1.20 : user = ${user}`);
    say(20, 6, 113_008, `AAA transaction status ACCEPT : user = ${user}`);
    say(1 * SECOND, 6, 113_039, `${group} AnyConnect parent session started.`);
    say(2 * SECOND, 6, 722_022, `${group} TCP SVC connection established without compression`);
    say(2 * SECOND, 4, 722_051, `${group} IPv4 Address <${assigned}> IPv6 address <::> assigned to session`);
    say(3 * SECOND, 6, 722_055, `${group} Client Type: ${act.device.vpnClient}`);
    return lines;
  }
  const lasted = act.lasted ?? 0;
  const sent = Math.round(lasted * random.logNormal(60, 1));
  const received = Math.round(sent * random.between(0.05, 0.4));
  const reason = random.weighted(
    ['User Requested', 'Idle Timeout', 'Connection Preempted'],
    (why) => why.length,
  );
  say(0, 5, 722_037, `${group} SVC closing connection: Transport closing.`);
  say(
    SECOND,
    4,
    113_019,
    `Group = TG-Staff, Username = ${user}, IP = ${peer}, Session disconnected. Session Type: AnyConnect-Parent, ` +
      `Duration: ${duration(lasted)}, Bytes xmt: ${sent}, Bytes rcv: ${received}, Reason: ${reason}`,
  );
  return lines;
}

/** Two of the three devices know their users by Windows name, one by mail address. */
function accountOf(worker: Worker, time: number): string {
  const login = worker.rename && time >= worker.rename.at ? worker.rename.login : worker.login;
  return worker.gateway.stamp === 'rfc5424' ? `${login}@example.com` : `CORP\\${login}`;
}

/** The header as the device writes it, by its own clock; all of them keep UTC. */
function stamp({ host, stamp: style, skew }: VpnGateway, time: number, severity: number): string {
  const pri = `<${20 * 8 + severity}>`;
  const date = new Date(Math.floor((time + skew) / SECOND) * SECOND);
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const month = MONTHS[date.getUTCMonth()];
  switch (style) {
    case 'yearless':
      return `${pri}${month} ${String(date.getUTCDate()).padStart(2, ' ')} ${clock} ${host} `;
    case 'zoneless':
      return `${pri}${month} ${two(date.getUTCDate())} ${date.getUTCFullYear()} ${clock} ${host} : `;
    case 'rfc5424':
      return `${pri}1 ${date.toISOString().slice(0, 19)}Z ${host} - - - - `;
  }
}

function duration(ms: number): string {
  const hours = Math.floor(ms / HOUR);
  const rest = `${Math.floor((ms % HOUR) / MINUTE)}m:${two(Math.floor((ms % MINUTE) / SECOND))}s`;
  const days = Math.floor(hours / 24);
  return `${days > 0 ? `${days}d ` : ''}${hours % 24}h:${rest}`;
}
