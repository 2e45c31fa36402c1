/** Another version of the same procedure, to be compared with. */
import { Select } from '@mantine/core';
import type { ProcedureView } from '@/api';
import { useTexts } from '@/shared';

interface Props {
  versions: ProcedureView[];
  /** The one at hand, which is not offered. */
  at: ProcedureView;
  value: string | null;
  label: string;
  testId: string;
  onChoose: (digest: string) => void;
}

export function OtherVersion({ versions, at, value, label, testId, onChoose }: Props) {
  const t = useTexts('procedures');
  const others = versions.filter(({ code, digest }) => code === at.code && digest !== at.digest);
  return (
    <Select
      label={label}
      placeholder={t(others.length === 0 ? 'no_other' : 'choose_other')}
      disabled={others.length === 0}
      data={others.map(({ digest, version, state }) => ({ value: digest, label: `${t('version')} ${version} · ${t(`short.${state}`)}` }))}
      value={value}
      allowDeselect={false}
      onChange={(digest) => digest !== null && onChoose(digest)}
      data-testid={testId}
    />
  );
}
