/** Where the unit has been stored, newest first. */
import { IconSnowflake } from '@tabler/icons-react';
import type { LocationView } from '@/api/gen/commands';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { useTexts } from '../i18n';
import { RecordTable } from './RecordTable';

export function LocationTable({ locations }: { locations: LocationView[] }) {
  const t = useTexts('dossier');
  return (
    <RecordTable
      label={t('column.position')}
      testId="location"
      rows={locations}
      rowKey={(location) => `${location.position} ${location.from_ms}`}
      none={t('locations.none')}
      look={(location) => (location.until_ms === null ? undefined : 'quiet')}
      columns={[
        { key: 'position', title: t('column.position'), cell: (l) => <strong data-mono>{l.position}</strong> },
        { key: 'site', title: t('column.site'), cell: (l) => l.site_code },
        { key: 'from', title: t('column.from'), cell: (l) => <TimeText ms={l.from_ms} /> },
        {
          key: 'until',
          title: t('column.until'),
          cell: (l) => (l.until_ms === null ? <Tone tone="cyan" icon={IconSnowflake}>{t('locations.now')}</Tone> : <TimeText ms={l.until_ms} />),
        },
        { key: 'by', title: t('column.by'), cell: (l) => l.by },
      ]}
    />
  );
}
