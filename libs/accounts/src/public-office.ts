import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { EventLog } from '#event-log';
import type { Database } from '#persistence';
import type { AccountSettings, Clock } from '#platform';
import { AccessJournal } from './access/access-journal.js';
import { RequestAccess } from './access/request-access.js';
import { AccountStore } from './account/account-store.js';
import { Accounts } from './account/accounts.js';
import { KnownUnits } from './account/known-units.js';
import { PublicDoor } from './door.js';
import { InsideDoor } from './inside-door.js';
import { PasswordHashes } from './password/password-hashes.js';
import { EndedStreams } from './session/ended-streams.js';
import { LogIns } from './session/log-ins.js';
import { Sessions } from './session/sessions.js';

/** What accounts are kept in and with. */
export interface PublicOfficeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Pick<AccountSettings, 'passwordProfile' | 'totpRequired'>;
  /** The log of units. */
  readonly directory: Pick<EventLog, 'history'>;
}

/** Accounts, sessions and the access log of one public door, put together once. */
export class PublicOffice {
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly journal: AccessJournal;
  readonly access: RequestAccess;
  readonly inside = new InsideDoor();
  readonly door: PublicDoor;
  readonly logIns: LogIns;
  readonly units: KnownUnits;
  private readonly streams: EndedStreams;

  constructor({ database, clock, logger, settings, directory }: PublicOfficeParts) {
    const { passwordProfile, totpRequired } = settings;
    this.sessions = new Sessions(database, clock, passwordProfile, logger);
    this.accounts = new Accounts(new AccountStore(database), this.sessions, new PasswordHashes(), clock, passwordProfile);
    this.journal = new AccessJournal(database, clock, logger);
    this.access = new RequestAccess(this.journal);
    this.door = new PublicDoor({ database, sessions: this.sessions, journal: this.journal, inside: this.inside, totpRequired });
    this.logIns = new LogIns(this.accounts, this.sessions, this.journal);
    this.units = new KnownUnits(directory);
    this.streams = new EndedStreams(this.sessions, logger);
  }

  /** Lets an application's open streams end with their sessions. */
  watchStreams(app: NestFastifyApplication): void {
    this.streams.watch(app);
  }
}
