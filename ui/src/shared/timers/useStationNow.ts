/** The station's clock by the second: the browser's, moved to where the station's stood when it first answered. */
import { useState } from 'react';
import { useNow } from '../display/TimeText';

export function useStationNow(stationMs: number): number {
  const now = useNow(1000);
  const [skew] = useState(() => stationMs - Date.now());
  return now + skew;
}
