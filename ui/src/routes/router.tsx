/** Routes: `/X` and `/X/<id>` for every feature, in a shell; the address is the hash, so that any host can serve it. */
import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { EmptyState, PATHS, useTexts, type ScreenName } from '@/shared';
import { FEATURES } from './features';
import { Home } from './Home';
import { Shell } from './Shell';

function NotFound() {
  const t = useTexts();
  return <EmptyState title={t('shell.not_found')} />;
}

export function newRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
  const screens = (Object.keys(PATHS) as ScreenName[]).flatMap((name) => [
    createRoute({ getParentRoute: () => root, path: PATHS[name], component: FEATURES[name].screen }),
    createRoute({ getParentRoute: () => root, path: `${PATHS[name]}/$id`, component: FEATURES[name].screen }),
  ]);
  return createRouter({ routeTree: root.addChildren([home, ...screens]), history: createHashHistory(), defaultPreload: false });
}

