/** The addresses of the console and their pages, each of which is fetched when it is first opened. */
export const ROUTES = [
  { path: '/login', component: () => import('../features/sign-in/SignInPage.vue'), meta: { bare: true as const, title: 'signIn.title' } },
  {
    path: '/new-password',
    component: () => import('../features/sign-in/NewPasswordPage.vue'),
    meta: { bare: true as const, title: 'newPassword.title' },
  },
  // Never shown: where somebody begins is known only when the session has been read.
  { path: '/', component: () => import('./NotFoundPage.vue') },
  { path: '/desk', component: () => import('../features/desk/DeskPage.vue'), meta: { title: 'desk.title' } },
  { path: '/reserve', component: () => import('../features/reserve/ReservePage.vue'), meta: { title: 'menu.reserve' } },
  { path: '/overview', component: () => import('../features/overview/OverviewPage.vue'), meta: { title: 'overview.title' } },
  { path: '/purchases', component: () => import('../features/orders/OrdersPage.vue'), meta: { title: 'menu.purchases' } },
  { path: '/purchases/new', component: () => import('../features/orders/RecordOrderPage.vue'), meta: { title: 'menu.record' } },
  { path: '/projects', component: () => import('../features/projects/ProjectsPage.vue'), meta: { title: 'menu.projects' } },
  { path: '/projects/:id', component: () => import('../features/projects/ProjectPage.vue'), meta: { title: 'menu.projects' } },
  { path: '/overview/ranking', component: () => import('../features/ranking/RankingPage.vue'), meta: { title: 'menu.ranking' } },
  { path: '/sales', component: () => import('../features/sales/SalesPage.vue'), meta: { title: 'menu.sales' } },
  { path: '/unit/import', component: () => import('../features/imports/ImportsPage.vue'), meta: { title: 'menu.imports' } },
  { path: '/unit/import/:batch', component: () => import('../features/imports/ImportPage.vue'), meta: { title: 'menu.imports' } },
  { path: '/access-log', component: () => import('../features/access-log/AccessLogPage.vue'), meta: { title: 'menu.accessLog' } },
  { path: '/admin', component: () => import('../features/admin/AdminPage.vue'), meta: { title: 'menu.admin' } },
  { path: '/help', component: () => import('../features/help/HelpPage.vue'), meta: { title: 'help.title' } },
  { path: '/rules', component: () => import('../features/rules/RulesPage.vue'), meta: { title: 'menu.rules' } },
  { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue'), meta: { title: 'notFound.title' } },
];
