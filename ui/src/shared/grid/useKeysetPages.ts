/** Pages of a list command chained by cursor: rows so far, and `loadMore` for the DataGrid. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { call, queryKey, type QueryName, type RequestOf, type ResponseOf } from '@/api';
import type { Problem } from '@/api/gen/commands';

type PagedName = {
  [K in QueryName]: RequestOf<K> extends { after: string | null; limit: number } ? K : never;
}[QueryName];

type RowOf<K extends PagedName> = ResponseOf<K> extends { rows: (infer R)[] } ? R : never;

export function useKeysetPages<K extends PagedName>(name: K, request: Omit<RequestOf<K>, 'after' | 'limit'>, limit = 100) {
  const query = useInfiniteQuery<ResponseOf<K>, Problem>({
    queryKey: [...queryKey(name, request as RequestOf<K>), 'pages'],
    queryFn: ({ pageParam }) => call(name, { ...request, after: pageParam as string | null, limit } as unknown as RequestOf<K>),
    initialPageParam: null,
    getNextPageParam: (page) => (page as { next: string | null }).next,
  });
  const { fetchNextPage, data } = query;
  const rows = useMemo(
    () => (data?.pages ?? []).flatMap((page) => (page as unknown as { rows: RowOf<K>[] }).rows),
    [data],
  );
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return {
    rows,
    first: data?.pages[0] as ResponseOf<K> | undefined,
    loadMore,
    hasMore: query.hasNextPage,
    loading: query.isFetching,
    error: query.error,
  };
}
