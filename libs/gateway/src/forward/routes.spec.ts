import { ROUTES, serviceFor } from './routes.js';

describe('the way of a request', () => {
  test.each([
    ['/api/orders', 'purchases'],
    ['/api/orders/o-1/payments?x=/api/units', 'purchases'],
    ['/api/orders.csv?year=2020', 'purchases'],
    ['/api/sales.csv', 'households'],
    ['/api/household-sales?year=2020', 'households'],
    ['/api/reserves?year=2020', 'purchases'],
    ['/api/units/u-1/reserves/2020/confirm', 'purchases'],
    ['/api/projects/p-1/stages/approved/reach', 'projects'],
    ['/api/villages/610802001001', 'households'],
    ['/api/households', 'households'],
    ['/api/sales/s-1/void', 'households'],
    ['/api/activities', 'households'],
    ['/api/figures/purchase.paid/series?by=month', 'impact'],
    ['/api/changes?since=2020-01-01T00:00:00Z', 'impact'],
    ['/api/reports/annual?year=2020', 'impact'],
    ['/api/events/purchases-17', 'purchases'],
    ['/api/log/households?after=3', 'households'],
    ['/api/%6frders', 'purchases'],
  ])('%s → %s', (url, service) => {
    expect(serviceFor(url)).toBe(service);
  });

  test.each([
    '/',
    '/api',
    '/api/units',
    '/api/units/u-1',
    '/api/units/u-1/rename',
    '/api/units//reserves/2020',
    '/api/units/orders%2Freserves',
    '/api/policy-rules',
    '/api/files/f-1',
    '/api/events/directory-1',
    '/api/events/unknown-1',
    '/api/log/directory',
    '/api/log/verify',
    '/api/log/purchases/x',
    '/api/ordersx',
    '/api/changes/x',
    '/orders',
    '//api/orders',
    '/api//orders',
    '/api/../orders',
    '/api/%zz/orders',
    'http://elsewhere/api/orders',
  ])('%s stays here', (url) => {
    expect(serviceFor(url)).toBeUndefined();
  });

  it('has no pattern that an earlier one hides', () => {
    const asAddress = (pattern: string): string => `/api/${pattern.replace('/**', '').replace('*', '1').replace(':unitId', 'u')}`;
    expect(ROUTES.filter(([pattern, service]) => serviceFor(asAddress(pattern)) !== service)).toEqual([]);
  });
});
