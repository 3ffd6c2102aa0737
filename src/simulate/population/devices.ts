import type { Random } from '../random.ts';

export interface Device {
  /** Okta's device object id. */
  id: string;
  /** Okta's class of device. */
  kind: 'Computer' | 'Mobile';
  os: string;
  browser: string;
  userAgent: string;
  managed: boolean;
  /** Hash of the browser's device token. */
  token: string;
  /** As the VPN client reports it. */
  vpnClient: string;
}

const LAPTOPS = [
  {
    weight: 55,
    os: 'Windows 10',
    system: 'Windows NT 10.0; Win64; x64',
    vpnClient: 'Cisco AnyConnect VPN Agent for Windows 5.1.8.122',
  },
  {
    weight: 40,
    os: 'Mac OS 14.6.1 (Sonoma)',
    system: 'Macintosh; Intel Mac OS X 10_15_7',
    vpnClient: 'Cisco AnyConnect VPN Agent for Mac OS X 5.1.8.122',
  },
  {
    weight: 5,
    os: 'Linux',
    system: 'X11; Linux x86_64',
    vpnClient: 'Cisco AnyConnect VPN Agent for Linux 5.1.6.103',
  },
];

const device = (
  random: Random,
  managed: boolean,
  rest: Pick<Device, 'kind' | 'os' | 'browser' | 'userAgent' | 'vpnClient'>,
) => ({
  id: `guo${random.token(17)}`,
  token: random.hex(64),
  managed,
  ...rest,
});

export function laptop(random: Random, { managed = true } = {}): Device {
  const { os, system, vpnClient } = random.weighted(LAPTOPS, ({ weight }) => weight);
  const version = random.int(138, 141);
  const edge = os.startsWith('Windows') && random.chance(0.3);
  const suffix = edge ? ` Edg/${version}.0.0.0` : '';
  return device(random, managed, {
    kind: 'Computer',
    os,
    browser: edge ? 'EDGE' : 'CHROME',
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36${suffix}`,
    vpnClient,
  });
}

/** `locale` stands in the user agent where the phone's language is not the usual one. */
export function phone(random: Random, { locale }: { locale?: string } = {}): Device {
  const language = locale ? `; ${locale}` : '';
  if (random.chance(0.58)) {
    const version = `18_${random.int(1, 6)}`;
    return device(random, random.chance(0.6), {
      kind: 'Mobile',
      os: `iOS ${version.replace('_', '.')} (iPhone)`,
      browser: 'SAFARI',
      userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X${language}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version.replace('_', '.')} Mobile/15E148 Safari/604.1`,
      vpnClient: 'Cisco AnyConnect VPN Agent for Apple iPhone 5.1.4.10',
    });
  }
  const version = random.int(13, 16);
  return device(random, random.chance(0.6), {
    kind: 'Mobile',
    os: `Android ${version}`,
    browser: 'CHROME',
    userAgent: `Mozilla/5.0 (Linux; Android ${version}; K${language}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36`,
    vpnClient: 'Cisco AnyConnect VPN Agent for Android 5.1.4.10',
  });
}
