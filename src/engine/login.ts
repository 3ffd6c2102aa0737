import type { PackedEvent } from '../event/packed.ts';
import type { Login } from '../kit/define.ts';

/** The flat view of a stored event that detectors judge. */
export function loginOf(packed: PackedEvent, time: number): Login {
  const [id, action, outcome, channel, interactive, account, ip, session, device, managed, ...rest] = packed;
  const [userAgent, application, factor, opinion] = rest;
  return {
    id,
    time,
    action,
    channel,
    outcome,
    interactive: interactive === 1,
    account,
    ip: ip ?? undefined,
    session: session ?? undefined,
    device: device ?? undefined,
    deviceManaged: managed ?? undefined,
    userAgent: userAgent ?? undefined,
    application: application ?? undefined,
    factor: factor ?? undefined,
    provider: opinion
      ? {
          isProxy: opinion.is_proxy,
          country: opinion.country,
          asn: opinion.asn,
          latitude: opinion.latitude,
          longitude: opinion.longitude,
        }
      : undefined,
  };
}
