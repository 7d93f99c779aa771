import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { gatewayHttp } from '#gateway';
import { SharedSecretIdentity } from '#identity';
import { dataFolder, endWith, firstClusterStart, runProcess } from '#operator';
import { readGatewayConfiguration, serveConsole, serveDocsPage } from '#platform';
import { gatewayModule, gatewayShape } from './gateway.module.js';

/** Beside the compiled processes: `dist/web`. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../../../web', import.meta.url));

try {
  const settings = readGatewayConfiguration(process.env);
  const { filesFolder } = dataFolder(settings.dataFolder);
  const identity = new SharedSecretIdentity(settings.serviceSecret);
  let demoSecret = '';
  await runProcess(
    settings,
    gatewayShape,
    async ({ open, logger }) => {
      const module = gatewayModule(open, filesFolder, { services: settings.services, identity, logger });
      const http = await gatewayHttp(module, { ledger: open.ledger, clock: open.clock, logger });
      serveDocsPage(http.app, http.document);
      serveConsole(http.app, CONSOLE_FOLDER);
      await http.app.init();
      demoSecret = http.demoSecret;
      return http.app;
    },
    (running, app) => firstClusterStart(running, { app, demoSecret }, settings),
  );
} catch (error) {
  endWith(error);
}
