import 'reflect-metadata';
import { gatewayHttp } from '#gateway';
import { SigningIdentity } from '#identity';
import { dataFolder, endWith, firstClusterStart, runProcess } from '#operator';
import { readGatewayConfiguration, serveDocsPage } from '#platform';
import { gatewayModule, gatewayShape } from './gateway.module.js';

try {
  const settings = readGatewayConfiguration(process.env);
  const { filesFolder } = dataFolder(settings.dataFolder);
  const signer = new SigningIdentity(settings.identityKey);
  let demoSecret = '';
  await runProcess(
    settings,
    gatewayShape,
    async ({ open, logger }) => {
      const module = gatewayModule(open, filesFolder, { services: settings.services, signer, logger });
      const http = await gatewayHttp(module, { ledger: open.ledger, clock: open.clock, logger, door: settings.door });
      serveDocsPage(http.app, http.document);
      await http.app.init();
      demoSecret = http.demoSecret;
      return http.app;
    },
    (running, app) => firstClusterStart(running, { app, demoSecret }, settings),
  );
} catch (error) {
  endWith(error);
}
