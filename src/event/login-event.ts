import { z } from 'zod';

/** What happened, in one word. Several records of one human login become one `login` and its side facts. */
export const Action = z.enum([
  'login',
  'mfa',
  'refresh',
  'app-access',
  'logout',
  'vpn-connect',
  'vpn-address',
  'vpn-disconnect',
  'factor-change',
  'password-change',
]);
export type Action = z.infer<typeof Action>;

export const Channel = z.enum(['sso', 'vpn', 'mfa']);
export type Channel = z.infer<typeof Channel>;

export const Outcome = z.enum(['success', 'failure', 'unknown']);
export type Outcome = z.infer<typeof Outcome>;

const text = z.string().min(1);

/**
 * A normalised login event: ECS names and nesting, and `homeport.*` for what ECS lacks.
 * `@timestamp` is event time, ISO 8601 in UTC with milliseconds. `event.id` is the vendor's own id,
 * or 32 hexadecimal digits of a hash of the record's own bytes (see ids.ts).
 */
export const LoginEvent = z.object({
  '@timestamp': text,
  event: z.object({
    id: text,
    kind: z.literal('event'),
    category: z.array(z.enum(['authentication', 'session', 'iam', 'network'])).min(1),
    type: z
      .array(z.enum(['start', 'end', 'info', 'change', 'access', 'denied', 'allowed', 'connection']))
      .min(1),
    action: Action,
    outcome: Outcome,
    /** Why it ended so, in the vendor's words. */
    reason: text.optional(),
    /** The vendor's own event type or message number. */
    code: text.optional(),
    provider: text,
    dataset: text,
  }),
  user: z.object({
    /** The login without a Windows domain: `jane.roe` for `CORP\jane.roe`, `jane@example.com` as it is. */
    name: text,
    id: text.optional(),
    email: text.optional(),
    domain: text.optional(),
    full_name: text.optional(),
  }),
  source: z
    .object({
      ip: text.optional(),
      port: z.int().optional(),
      /** The address as sent, when it is no IP address (a host name). */
      domain: text.optional(),
    })
    .optional(),
  user_agent: z.object({ original: text }).optional(),
  device: z.object({ id: text }).optional(),
  /** The user's machine, where the source names it. */
  host: z.object({ hostname: text.optional(), os: z.object({ full: text }).optional() }).optional(),
  /** The VPN gateway or other device that wrote the record. */
  observer: z
    .object({
      hostname: text.optional(),
      vendor: text.optional(),
      product: text.optional(),
      type: text.optional(),
    })
    .optional(),
  homeport: z.object({
    /** The user name exactly as sent: the log is kept by it. */
    account: text,
    channel: Channel,
    /** Whether a person acted, rather than a token or a background client. */
    interactive: z.boolean(),
    /** What was signed in to: an application or a VPN group. */
    application: text.optional(),
    session: z.object({ id: text }).optional(),
    device: z.object({ managed: z.boolean().optional(), registered: z.boolean().optional() }).optional(),
    mfa: z.object({ factor: text }).optional(),
    vpn: z
      .object({
        assigned_ip: text.optional(),
        /** Seconds. */
        duration: z.number().nonnegative().optional(),
        /** Bytes, seen from the client. */
        bytes_sent: z.number().nonnegative().optional(),
        bytes_received: z.number().nonnegative().optional(),
        client: text.optional(),
        tunnel: text.optional(),
      })
      .optional(),
    /** What the vendor itself says about the address; context and a second opinion, never the place. */
    provider: z
      .object({
        is_proxy: z.boolean().optional(),
        asn: z.int().optional(),
        as_org: text.optional(),
        country: text.optional(),
        region: text.optional(),
        city: text.optional(),
        latitude: z.number().optional(),
        longitude: z.number().optional(),
        risk: text.optional(),
      })
      .optional(),
    /** What had to be assumed about the time: the stamp had no year, or no zone. */
    stamp: z.array(z.enum(['year-assumed', 'zone-assumed', 'from-arrival'])).optional(),
  }),
});
export type LoginEvent = z.infer<typeof LoginEvent>;
