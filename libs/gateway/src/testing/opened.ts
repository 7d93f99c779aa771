import { ADoor } from './a-door.js';
import { AService, type Behaviour } from './a-service.js';

/** What a spec has opened, closed after each of its cases in the opposite order. */
export class Opened {
  private readonly closing: (() => Promise<void>)[] = [];

  async service(behave: Behaviour, port = 0): Promise<AService> {
    const started = await AService.start(behave, port);
    this.closing.push(() => started.stop());
    return started;
  }

  async door(...args: Parameters<typeof ADoor.open>): Promise<ADoor> {
    const opened = await ADoor.open(...args);
    this.closing.push(() => opened.close());
    return opened;
  }

  async closeAll(): Promise<void> {
    for (const close of this.closing.splice(0).reverse()) await close();
  }
}
