import { OperatorAddresses, THIS_MACHINE } from './operator-addresses.js';

test.each([
  ['127.0.0.1', THIS_MACHINE, true],
  ['127.9.9.9', THIS_MACHINE, true],
  ['::1', THIS_MACHINE, true],
  ['10.0.0.1', THIS_MACHINE, false],
  ['128.0.0.1', THIS_MACHINE, false],
  ['fd00::1', THIS_MACHINE, false],
  ['10.0.0.1', ['10.0.0.1'], true],
  ['10.0.0.2', ['10.0.0.1'], false],
  ['127.0.0.1', ['10.0.0.1'], false],
  ['10.0.255.255', ['10.0.0.0/16', 'fd00::/8'], true],
  ['10.1.0.0', ['10.0.0.0/16', 'fd00::/8'], false],
  ['fd12::1', ['10.0.0.0/16', 'fd00::/8'], true],
  ['', THIS_MACHINE, false],
])('%s is of the operator where %j are named: %s', (address, networks, is) => {
  expect(new OperatorAddresses(networks).include(address)).toBe(is);
});
