/** Ways to the screens of other features: a feature never imports another, it goes to its route. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';

/** Paths; ids are put in by `useOpen`. */
export const PATHS = {
  collection: '/collection',
  shipment: '/shipment',
  receipt: '/receipt',
  bench: '/bench',
  inbox: '/inbox',
  freezing: '/freezing',
  controls: '/controls',
  environment: '/environment',
  storage: '/storage',
  review: '/review',
  release: '/release',
  search: '/search',
  work: '/work',
  printing: '/printing',
  register: '/register',
  deviations: '/deviations',
  procedures: '/procedures',
  bank: '/bank',
  dashboards: '/dashboards',
  audit: '/audit',
  admin: '/admin',
  templates: '/templates',
  unit: '/unit',
} as const;

/** What the bench's id begins with where it names a run. */
export const RUN_PREFIX = 'run.';

export type ScreenName = keyof typeof PATHS;

/** `open.screen('bench', donation)`; every screen takes an optional id behind its path: `/bench/<id>`. */
export function useOpen() {
  const navigate = useNavigate();
  return useMemo(
    () => ({
      unit: (donation: string) => void navigate({ to: `${PATHS.unit}/${donation}` }),
      /** The samples of a unit, and one of them. */
      samples: (donation: string, part = 'samples') => void navigate({ to: `${PATHS.unit}/${donation}~${part}` }),
      run: (run: string) => void navigate({ to: `${PATHS.bench}/${RUN_PREFIX}${run}` }),
      screen: (name: ScreenName, id?: string) => void navigate({ to: id ? `${PATHS[name]}/${encodeURIComponent(id)}` : PATHS[name] }),
    }),
    [navigate],
  );
}

/** The id behind the screen's path, if there is one. */
export function useRouteId(): string | null {
  const params = useParams({ strict: false }) as { id?: string };
  return params.id ?? null;
}
