/** Routes: `/X` and `/X/<id>` for every feature, in a shell; the address is the hash, so that any host can serve it. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { createHashHistory, createRootRoute, createRoute, createRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { EmptyState, PATHS, useTexts, type ScreenName } from '@/shared';
import { FEATURES } from './features';
import { Home } from './Home';
import { Shell } from './Shell';

function NotFound() {
  const t = useTexts();
  return <EmptyState title={t('shell.not_found')} />;
}

/** A screen that failed: the others still work. */
function Broken({ error, reset }: ErrorComponentProps) {
  const t = useTexts();
  return (
    <EmptyState
      icon={IconAlertTriangle}
      title={t('shell.broken')}
      hint={<code>{error instanceof Error ? error.message : String(error)}</code>}
      action={<Button onClick={reset} data-testid="screen-retry">{t('action.retry')}</Button>}
    />
  );
}

export function newRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
  const screens = (Object.keys(PATHS) as ScreenName[]).flatMap((name) => [
    createRoute({ getParentRoute: () => root, path: PATHS[name], component: FEATURES[name].screen }),
    createRoute({ getParentRoute: () => root, path: `${PATHS[name]}/$id`, component: FEATURES[name].screen }),
  ]);
  return createRouter({
    routeTree: root.addChildren([home, ...screens]),
    history: createHashHistory(),
    defaultPreload: false,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  });
}

