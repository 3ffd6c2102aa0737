import { expect, it } from 'vitest';
import type { NetworkType } from '../../event/facts.ts';
import { classify, type Evidence, type ListKind, type Tag } from './classify.ts';

const base: Evidence = {
  asn: { asn: 64_496, operator: 'EXAMPLE-NET' },
  tags: [],
  ownDate: '2026-10-01',
  source: 'GeoLite2-ASN',
  date: '2026-11-01',
};
const tag = (kind: ListKind, more: Partial<Tag> = {}): Tag => ({
  kind,
  seen: '2026-11-01',
  source: `${kind}.txt`,
  ...more,
});
const sold = (type: NetworkType) => ({ type, operator: 'Example' });

it('goes by the precedence: own, relay, SASE, Tor, VPN, hosting, mobile, fixed', () => {
  const everything: Evidence = {
    ...base,
    own: { cidr: '198.51.100.0/24', kind: 'venue' },
    tags: [tag('hosting'), tag('vpn'), tag('tor'), tag('relay')],
    asnType: sold('sase'),
  };
  const typeWithout = (...kinds: string[]) =>
    classify({
      ...everything,
      own: undefined,
      tags: everything.tags.filter(({ kind }) => !kinds.includes(kind)),
    })?.type;
  expect(classify(everything)?.type).toBe('venue');
  expect(typeWithout()).toBe('relay');
  expect(typeWithout('relay')).toBe('sase');
  const eyeball: Evidence = { ...everything, own: undefined, asnType: sold('mobile') };
  const left = (...tags: Tag[]) => classify({ ...eyeball, tags })?.type;
  expect(left(tag('hosting'), tag('vpn'), tag('tor'))).toBe('tor');
  expect(left(tag('hosting'), tag('vpn'))).toBe('vpn');
  expect(left(tag('hosting'))).toBe('hosting');
  expect(left()).toBe('mobile');
  expect(classify({ ...base, asnType: sold('fixed') })?.type).toBe('fixed');
  expect(classify(base)?.type).toBe('unknown');
});

it('believes what a database says of the address before what the table says of its network', () => {
  expect(classify({ ...base, asnType: sold('fixed'), line: 'mobile' })?.type).toBe('mobile');
  expect(classify({ ...base, asnType: sold('hosting'), line: 'fixed' })?.type).toBe('hosting');
});

it('says nothing where nothing is known', () => {
  expect(classify({ ...base, asn: undefined })).toBeUndefined();
  expect(classify({ ...base, asn: undefined, tags: [tag('vpn')] })?.type).toBe('vpn');
});

it('ignores proxy tags on gateways that hundreds share, and keeps them on a line of one’s own', () => {
  const tags = [tag('residential-proxy', { operator: 'Example Proxies', seen: '2026-11-15' })];
  for (const type of ['mobile', 'satellite', 'relay', 'sase'] as const) {
    expect(classify({ ...base, tags, asnType: sold(type) })?.anonymiser, type).toBeUndefined();
  }
  for (const type of ['fixed', 'hosting', 'unknown'] as const) {
    expect(classify({ ...base, tags, asnType: sold(type) }), type).toMatchObject({
      type,
      anonymiser: { kind: 'residential-proxy', operator: 'Example Proxies', seen: '2026-11-15' },
    });
  }
});

it('drops the VPN tag of a relay', () => {
  expect(classify({ ...base, tags: [tag('vpn')], asnType: sold('relay') })?.anonymiser).toBeUndefined();
  expect(classify({ ...base, tags: [tag('vpn'), tag('relay')] })?.anonymiser?.kind).toBe('relay');
});

it('prefers a named operator, then the latest sighting', () => {
  const named = tag('vpn', { operator: 'Example VPN', seen: '2026-01-01' });
  const recent = tag('vpn', { seen: '2026-11-10' });
  expect(classify({ ...base, tags: [recent, named] })?.anonymiser).toEqual(named);
  expect(classify({ ...base, tags: [tag('vpn'), recent] })?.anonymiser).toEqual(recent);
});

it('trusts the customer’s own table against every list', () => {
  const own = { cidr: '198.51.100.0/24', kind: 'corporate', label: 'Branch' } as const;
  expect(classify({ ...base, own, tags: [tag('vpn')], asnType: sold('hosting') })).toEqual({
    asn: 64_496,
    operator: 'Example',
    type: 'corporate',
    label: 'Branch',
    source: 'networks.csv',
    date: '2026-10-01',
  });
  expect(classify({ ...base, own: { ...own, kind: 'vpn' } })?.anonymiser).toMatchObject({
    kind: 'vpn',
    operator: 'Branch',
    source: 'networks.csv',
  });
});
