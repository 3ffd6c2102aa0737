import { parseAddress } from '../../event/address.ts';
import { countryCode } from '../../event/country.ts';
import type { Action, LoginEvent } from '../../event/login-event.ts';
import { splitUserName } from '../../event/user-name.ts';
import { count, type Fields, fields, known, list, number, present, text } from '../read.ts';
import { nest } from './nest.ts';

/** An ECS document with all its keys nested. */
export type EcsDocument = Fields;

/** The document in what was delivered; Elasticsearch's exports hold it as `_source`. */
export function ecsDocument(delivered: Fields): EcsDocument {
  return nest('_index' in delivered ? fields(delivered._source) : delivered);
}

/** A field's text; of several values, as Elasticsearch may give them, the first. */
export const first = (value: unknown): string | undefined => known(Array.isArray(value) ? value[0] : value);

/** All values of a field that may have one or several. */
export function texts(value: unknown): string[] {
  const all = list(value);
  return (all.length > 0 ? all : [value]).map(text).filter((item) => item !== undefined);
}

export interface Person {
  account: string;
  user: LoginEvent['user'];
  /** Whether the person acted: if not, the document's address and machine are somebody else's. */
  acted: boolean;
}

/** Whom the document is about: `user.target` where an administrator changed somebody else's password or factor. */
export function personOf(document: EcsDocument, action: Action): Person | undefined {
  const written = fields<UserField>(document.user);
  if (action !== 'password-change' && action !== 'factor-change') return named(written, true);
  const actor = named(written, true);
  const target = named(fields<UserField>(written.target), false);
  return target && target.account !== actor?.account ? target : actor;
}

type UserField = 'name' | 'id' | 'email' | 'domain' | 'full_name' | 'target';

function named(user: Fields<UserField>, acted: boolean): Person | undefined {
  const id = first(user.id);
  const email = first(user.email);
  const account = first(user.name) ?? email ?? id;
  if (account === undefined) return undefined;
  const parts = present({ domain: first(user.domain), id, email, full_name: first(user.full_name) });
  return { account, user: { ...parts, ...splitUserName(account) }, acted };
}

/** One end of a connection. */
export type Endpoint = Fields<EndpointField>;
type EndpointField = 'ip' | 'address' | 'port' | 'geo' | 'as';

/** Where the user sat: `source`, or `client` where a shipper knows only that. */
export function endpointOf(document: EcsDocument): Endpoint {
  const source = fields<EndpointField>(document.source);
  const names = source.ip ?? source.address;
  return names === undefined ? fields<EndpointField>(document.client) : source;
}

export function sourceOf(endpoint: Endpoint): LoginEvent['source'] {
  const written = first(endpoint.ip) ?? first(endpoint.address);
  if (written === undefined) return undefined;
  const read = parseAddress(written);
  if (!read) return /[a-z]/i.test(written) && written.length <= 255 ? { domain: written } : undefined;
  const port = read.port ?? count(endpoint.port);
  return port === undefined ? { ip: read.ip } : { ip: read.ip, port };
}

/** The shipper's own enrichment is an opinion like a vendor's. */
export function opinionOf(endpoint: Endpoint): LoginEvent['homeport']['provider'] {
  const geo = fields<'country_iso_code' | 'region_name' | 'city_name' | 'location'>(endpoint.geo);
  const location = fields<'lat' | 'lon'>(geo.location);
  const system = fields<'number' | 'organization'>(endpoint.as);
  const country = first(geo.country_iso_code);
  return present({
    asn: count(system.number),
    as_org: first(fields<'name'>(system.organization).name),
    country: country && countryCode(country),
    region: first(geo.region_name),
    city: first(geo.city_name),
    latitude: number(location.lat),
    longitude: number(location.lon),
  });
}

export function observerOf(document: EcsDocument): LoginEvent['observer'] {
  const observer = fields<'hostname' | 'name' | 'vendor' | 'product' | 'type'>(document.observer);
  return present({
    hostname: first(observer.hostname) ?? first(observer.name),
    vendor: first(observer.vendor),
    product: first(observer.product),
    type: first(observer.type),
  });
}
