import 'reflect-metadata';
import type { PublicOffice } from '#accounts';
import { gatewayHttp } from '#gateway';
import { SharedSecretIdentity } from '#identity';
import { dataFolder, endWith, firstClusterStart, openOffice, runProcess } from '#operator';
import { readGatewayConfiguration, serveDocsPage } from '#platform';
import { gatewayModule, gatewayShape } from './gateway.module.js';

try {
  const settings = readGatewayConfiguration(process.env);
  const { filesFolder } = dataFolder(settings.dataFolder);
  const identity = new SharedSecretIdentity(settings.serviceSecret);
  let office: PublicOffice | undefined;
  await runProcess(
    settings,
    gatewayShape,
    async ({ open, logger }) => {
      const { ledger, clock } = open;
      office = openOffice(open, settings, logger);
      const module = gatewayModule(open, office, filesFolder, { services: settings.services, identity, logger, keeper: office.door });
      const http = await gatewayHttp(module, { ledger, clock, logger, office });
      serveDocsPage(http.app, http.document);
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
