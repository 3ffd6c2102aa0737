import type { Network } from '../event/facts.ts';

const EXITS = ['vpn', 'proxy', 'tor', 'relay', 'hosting'];

/**
 * Whether a list knows an address as an exit that its users do not sit beside. A household's line let out as a proxy
 * is none: nobody is sent through a home elsewhere by accident.
 */
export const isListedExit = ({ anonymiser }: Pick<Network, 'anonymiser'>): boolean =>
  anonymiser !== undefined && EXITS.includes(anonymiser.kind);
