import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import type { PublicOffice } from '#accounts';
import { sealPlainContacts } from '#directory';
import { gatewayHttp } from '#gateway';
import { SigningIdentity } from '#identity';
import { dataFolder, endWith, firstClusterStart, masterKeyOf, openOffice, runProcess } from '#operator';
import { readGatewayConfiguration, serveConsole, serveDocsPage } from '#platform';
import { gatewayModule, gatewayShape } from './gateway.module.js';

/** Beside the compiled processes: `dist/web`. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../../../web', import.meta.url));

try {
  const settings = readGatewayConfiguration(process.env);
  const folder = { filesFolder: dataFolder(settings.dataFolder).filesFolder, masterKey: masterKeyOf(settings.dataFolder) };
  const signer = new SigningIdentity(settings.identityKey);
  let office: PublicOffice | undefined;
  await runProcess(
    settings,
    gatewayShape,
    async ({ open, logger }) => {
      const { ledger, clock } = open;
      await sealPlainContacts(open.database, folder.masterKey);
      office = openOffice(open, settings, logger);
      const module = gatewayModule(open, office, folder, { services: settings.services, signer, logger, keeper: office.door });
      const http = await gatewayHttp(module, { ledger, clock, logger, office, door: settings.door });
      serveDocsPage(http.app, http.document);
      serveConsole(http.app, CONSOLE_FOLDER);
      await http.app.init();
      return http.app;
    },
    async ({ open }, app) => {
      if (office === undefined) throw new Error('the door was not built');
      await firstClusterStart({ open, office }, { app, inside: office.inside }, settings, (line) => console.log(line));
    },
  );
} catch (error) {
  endWith(error);
}
