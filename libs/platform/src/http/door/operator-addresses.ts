import { BlockList, isIPv6 } from 'node:net';

/** Only this machine. */
export const THIS_MACHINE: readonly string[] = ['127.0.0.0/8', '::1'];

/**
 * The addresses from which an operator's tools ask for `/metrics`: numbers about the office are nobody else's (contract §2).
 * @param networks addresses and networks, as checked by the settings
 */
export class OperatorAddresses {
  private readonly known = new BlockList();

  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      if (bits === undefined) this.known.addAddress(address, familyOf(address));
      else this.known.addSubnet(address, Number(bits), familyOf(address));
    }
  }

  /** @param address as `addressOf` gives it */
  include(address: string): boolean {
    return this.known.check(address, familyOf(address));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
