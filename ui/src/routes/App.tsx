/** Which part of the program the station is in: set-up, locked, signed out, at work. */
import { RouterProvider } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { invalidateTags, useCommandQuery } from '@/api';
import * as session from '@/features/session';
import * as setup from '@/features/setup';
import { platform } from '@/platform';
import { Loaded, SessionContext, setLocale, type SignedIn } from '@/shared';
import { newRouter } from './router';

/** A lock that the program set by itself shows within this time. */
const LOCK_CHECK_MS = 5000;

export function App() {
  const client = useQueryClient();
  useEffect(
    () => platform().onEvent((event) => event.type === 'invalidate' && void invalidateTags(client, event.tags)),
    [client],
  );
  const phase = useCommandQuery('setup.state', {});
  const state = useCommandQuery('session.state', {}, { enabled: phase.data?.phase === 'ready', refetchIntervalMs: LOCK_CHECK_MS });
  const locale = state.data?.locale ?? phase.data?.locale;
  useEffect(() => {
    if (locale) setLocale(locale);
  }, [locale]);
  const [finishing, setFinishing] = useState(false);

  return (
    <Loaded query={phase}>
      {(at) =>
        at.phase !== 'ready' || finishing ? (
          <setup.screen state={at} onBusy={setFinishing} />
        ) : (
          <Loaded query={state}>
            {(now) =>
              now.operator && now.bank && now.must_change_password && !now.locked ? (
                <session.FirstPassword operator={now.operator} />
              ) : now.operator && now.bank ? (
                <Working key={now.operator.person} who={{ state: now, operator: now.operator, bank: now.bank }} />
              ) : (
                <session.screen state={now} />
              )
            }
          </Loaded>
        )
      }
    </Loaded>
  );
}

/** Who worked here before; another operator begins at the first screen of their own work. */
let before: string | null = null;

function useRouter(person: string) {
  return useState(() => {
    if (before !== null && before !== person) window.history.replaceState(null, '', '#/');
    before = person;
    return newRouter();
  })[0];
}

function Working({ who }: { who: SignedIn }) {
  const client = useQueryClient();
  // The next operator may not be entitled to what this one saw.
  useEffect(() => () => client.removeQueries({ predicate: ({ queryKey: [tags] }) => !(Array.isArray(tags) && tags.includes('session')) }), [client]);
  const router = useRouter(who.operator.person);
  session.useActivity();
  return (
    <SessionContext.Provider value={who}>
      <RouterProvider router={router} />
    </SessionContext.Provider>
  );
}
