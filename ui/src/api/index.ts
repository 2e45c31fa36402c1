/** Typed access to the commands: `call`, `useCommandQuery`, `useAct`, and the refresh of what acts make stale. */
import { useCallback } from 'react';
import {
  MutationCache,
  QueryCache,
  QueryClient,
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { asProblem, platform } from '@/platform';
import { COMMAND_TAGS, type Commands, type Problem, type Tag } from './gen/commands';

export * from './gen/commands';

export type CommandName = keyof Commands;
export type QueryName = { [K in CommandName]: Commands[K]['kind'] extends 'query' ? K : never }[CommandName];
export type ActName = { [K in CommandName]: Commands[K]['kind'] extends 'act' ? K : never }[CommandName];
export type RequestOf<K extends CommandName> = Commands[K]['request'];
export type ResponseOf<K extends CommandName> = Commands[K]['response'];

/** Runs one command; rejects with a Problem. */
export async function call<K extends CommandName>(name: K, request: RequestOf<K>): Promise<ResponseOf<K>> {
  try {
    return (await platform().rpc(name, request)) as ResponseOf<K>;
  } catch (thrown) {
    throw asProblem(thrown);
  }
}

export function queryKey<K extends CommandName>(name: K, request: RequestOf<K>): readonly unknown[] {
  return [COMMAND_TAGS[name], name, request];
}

export interface QueryOptions {
  /** Do not ask yet. */
  enabled?: boolean;
  /** Show the previous answer while the next one is on its way. */
  keepPrevious?: boolean;
  /** Ask again by itself. */
  refetchIntervalMs?: number;
}

/** Asks and keeps the answer until an act or an event makes it stale. */
export function useCommandQuery<K extends QueryName>(
  name: K,
  request: RequestOf<K>,
  options: QueryOptions = {},
): UseQueryResult<ResponseOf<K>, Problem> {
  return useQuery<ResponseOf<K>, Problem, ResponseOf<K>>({
    queryKey: queryKey(name, request),
    queryFn: () => call(name, request),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchIntervalMs ?? false,
    placeholderData: options.keepPrevious ? (keepPreviousData as never) : undefined,
  }) as UseQueryResult<ResponseOf<K>, Problem>;
}

/** What follows an act, whatever has become of the form that began it. */
export interface Then<K extends ActName> {
  onSuccess?: (reply: ResponseOf<K>) => void;
  onError?: (problem: Problem) => void;
}

export type Act<K extends ActName> = Omit<UseMutationResult<ResponseOf<K>, Problem, RequestOf<K>>, 'mutate'> & {
  mutate: (request: RequestOf<K>, then?: Then<K>) => void;
};

/** Runs an act; on success everything with its tags is asked again. */
export function useAct<K extends ActName>(name: K): Act<K> {
  const client = useQueryClient();
  const mutation = useMutation<ResponseOf<K>, Problem, RequestOf<K>>({
    mutationFn: (request) => call(name, request),
    onSuccess: () => invalidateTags(client, COMMAND_TAGS[name]),
  });
  const { mutateAsync } = mutation;
  // The library forgets the callbacks of a form that a fresh answer has taken off the page; the promise keeps them.
  const mutate = useCallback(
    (request: RequestOf<K>, then?: Then<K>) => {
      mutateAsync(request).then(then?.onSuccess, (problem: Problem) => then?.onError?.(problem));
    },
    [mutateAsync],
  );
  return { ...mutation, mutate };
}

/** Makes every answer with one of these tags stale. */
export function invalidateTags(client: QueryClient, tags: readonly Tag[]): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [own] }) => Array.isArray(own) && own.some((tag) => tags.includes(tag as Tag)),
  });
}

/** The program no longer does what this session asks: signed out, locked, suspended, a password to change. */
const SESSION_CODES = new Set(['session.required', 'session.locked', 'session.ended_suspended', 'password.must_change']);

export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignedOut }),
    mutationCache: new MutationCache({ onError: noticeSignedOut }),
    defaultOptions: {
      queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  /** The program no longer knows the operator: asks for the session, which leads to signing in. */
  function noticeSignedOut(error: Error | Problem): void {
    if ('code' in error && SESSION_CODES.has(error.code)) void invalidateTags(client, ['session']);
  }
  return client;
}
