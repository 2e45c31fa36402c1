/** Where a step departs from its procedure. */
import type { DepartureView } from '@/api/gen/commands';
import { formatDateTime, pick, useWord } from '../i18n';

export function DepartureList({ departures }: { departures: DepartureView[] }) {
  const word = useWord();
  return (
    <ul style={{ margin: '4px 0', paddingInlineStart: 20 }}>
      {departures.map((departure) => (
        <li key={`${departure.rule} ${departure.en}`} data-rule={departure.rule}>
          <strong>{word('DepartureRule', departure.rule)}</strong> · {pick(departure)}
          {departure.limit_ms === null ? null : ` · ${formatDateTime(departure.limit_ms)}`}
          {departure.limit === '' ? null : ` · ${departure.limit}`}
        </li>
      ))}
    </ul>
  );
}
