/** Papers issued: the original and every copy with its reason, and those that never came out of a printer. */
import { IconPrinterOff } from '@tabler/icons-react';
import type { CertificateRow } from '@/api/gen/commands';
import { TimeText } from '../display/TimeText';
import { useTexts, useWord } from '../i18n';
import { Tone } from '../display/Tone';
import { RecordTable } from './RecordTable';

export function CertificateTable({ certificates }: { certificates: CertificateRow[] }) {
  const t = useTexts('dossier');
  const word = useWord();
  return (
    <RecordTable
      label={t('column.certificate')}
      testId="certificate"
      rows={certificates}
      rowKey={(row) => `${row.number} ${row.copy} ${row.at_ms}`}
      none={t('certificates.none')}
      columns={[
        { key: 'document', title: t('column.document'), nowrap: true, cell: (c) => word('DocumentKind', c.document) },
        { key: 'number', title: t('column.certificate'), nowrap: true, cell: (c) => <strong data-mono>{c.number}</strong> },
        { key: 'copy', title: t('column.copy'), nowrap: true, cell: (c) => c.called_off ? <Tone tone="orange" icon={IconPrinterOff}>{t('certificates.called_off')}</Tone> : c.copy === 1 ? t('certificates.original') : t('certificates.copy', { count: c.copy }) },
        { key: 'at', title: t('column.at'), cell: (c) => <TimeText ms={c.at_ms} /> },
        { key: 'by', title: t('column.by'), nowrap: true, cell: (c) => c.by },
        { key: 'reason', title: t('column.reason'), cell: (c) => c.reason ?? '—' },
      ]}
    />
  );
}
