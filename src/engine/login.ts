import type { LoginEvent } from '../event/login-event.ts';
import type { Login } from '../kit/define.ts';

/** The flat view of an event that detectors judge. */
export function toLogin(event: LoginEvent, time: number): Login {
  const { homeport } = event;
  const provider = homeport.provider;
  return {
    id: event.event.id,
    time,
    action: event.event.action,
    channel: homeport.channel,
    outcome: event.event.outcome,
    interactive: homeport.interactive,
    account: homeport.account,
    ip: event.source?.ip,
    session: homeport.session?.id,
    device: event.device?.id,
    deviceManaged: homeport.device?.managed,
    userAgent: event.user_agent?.original,
    application: homeport.application,
    factor: homeport.mfa?.factor,
    provider: provider && {
      isProxy: provider.is_proxy,
      country: provider.country,
      asn: provider.asn,
      latitude: provider.latitude,
      longitude: provider.longitude,
    },
  };
}
