import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Database } from '#persistence';
import { type AccountSettings, type Clock, LoginBrake } from '#platform';
import { AccessJournal } from './access/access-journal.js';
import { AccessReader } from './access/access-query.js';
import { OwnCommandAccess } from './access/own-command-access.js';
import { RequestAccess } from './access/request-access.js';
import { AccountReceipts } from './account/account-receipts.js';
import { AccountStore } from './account/account-store.js';
import { Accounts } from './account/accounts.js';
import { KnownPlaces, type Places } from './account/known-places.js';
import { OfficeDoor } from './office-door.js';
import { InsideDoor } from './inside-door.js';
import { PasswordHashes } from './password/password-hashes.js';
import { EndedStreams } from './session/ended-streams.js';
import { LogIns } from './session/log-ins.js';
import { ShownAgain } from './session/shown-again.js';
import { TotpCodes } from './totp/totp-codes.js';
import { Sessions } from './session/sessions.js';

/** What accounts are kept in and with. */
export interface PublicOfficeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Pick<AccountSettings, 'passwordProfile' | 'totpRequired'>;
  /** Seals what one-time codes are made from; 32 bytes, kept outside the database, the same at every instance; asked for when it is needed. */
  readonly masterKey: () => Buffer;
  /** The units and villages that accounts can be bound to. */
  readonly places: Places;
}

/** Accounts, sessions and the access log of one public door, put together once. */
export class PublicOffice {
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly receipts: AccountReceipts;
  readonly journal: AccessJournal;
  readonly access: RequestAccess;
  readonly ownAccess: OwnCommandAccess;
  readonly inside = new InsideDoor();
  readonly door: OfficeDoor;
  readonly logIns: LogIns;
  readonly shownAgain: ShownAgain;
  readonly places: KnownPlaces;
  readonly reader: AccessReader;
  readonly totp: TotpCodes;
  private readonly streams: EndedStreams;

  constructor({ database, clock, logger, settings, masterKey, places }: PublicOfficeParts) {
    const { passwordProfile, totpRequired } = settings;
    this.sessions = new Sessions(database, clock, passwordProfile, logger);
    const hashes = new PasswordHashes();
    this.accounts = new Accounts(new AccountStore(database), this.sessions, hashes, clock, passwordProfile);
    this.receipts = new AccountReceipts(database, hashes);
    this.journal = new AccessJournal(database, clock, logger);
    this.access = new RequestAccess(this.journal);
    this.ownAccess = new OwnCommandAccess(this.journal);
    this.door = new OfficeDoor({ database, sessions: this.sessions, journal: this.journal, inside: this.inside, totpRequired });
    this.totp = new TotpCodes(this.accounts, this.sessions, masterKey, clock);
    const brake = new LoginBrake();
    this.logIns = new LogIns(this.accounts, this.totp, this.sessions, this.journal, brake);
    this.shownAgain = new ShownAgain(brake, this.journal);
    this.places = new KnownPlaces(places);
    this.reader = new AccessReader(database);
    this.streams = new EndedStreams(this.sessions, logger);
  }

  /** Lets an application's open streams end with their sessions. */
  watchStreams(app: NestFastifyApplication): void {
    this.streams.watch(app);
  }
}
