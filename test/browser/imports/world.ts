import { importWorld, type ImportWorld } from './import-world.js';

/** One ledger into which all facts of this folder import, one after the other. */
export let world: ImportWorld;

beforeAll(async () => {
  world = await importWorld();
});
afterEach(() => world.console.closePages());
afterAll(() => world.stop());
