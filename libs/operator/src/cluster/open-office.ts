import type { Logger } from 'pino';
import { PublicOffice } from '#accounts';
import type { GatewayConfiguration } from '#platform';
import { masterKeyOf } from '../data-folder.js';
import { placesAtGateway } from '../places.js';
import type { OpenService } from './open-service.js';

/** Accounts, sessions and the access log in the gateway's schema. The key that seals one-time codes is in its data folder. */
export function openOffice(
  { database, clock, ledger }: OpenService,
  { accounts, dataFolder }: Pick<GatewayConfiguration, 'accounts' | 'dataFolder'>,
  logger: Logger,
): PublicOffice {
  return new PublicOffice({
    database,
    clock,
    logger,
    settings: accounts,
    masterKey: () => masterKeyOf(dataFolder),
    places: placesAtGateway(ledger),
  });
}
