/** A label of a sample that its printer took and that never came out. */
import { useAct } from '@/api';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldSelect } from '../form/choices';
import { Buttons } from '../form/layout';
import { FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { formatDateTime, useTexts } from '../i18n';
import type { FormProps } from './forms';
import { two } from './words';

export function CallOffLabelForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const act = useAct('part.call_off_label');
  const { values, bind } = useFields({ order: (part.labels.at(-1)?.order ?? null) as string | null, reason: '' });
  const submit = () => act.mutate({ donation: view.donation, part: part.part, order: values.order ?? '', reason: values.reason }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{t('hint.call_off_label')}</p>
      <FieldSelect {...bind('order')} options={part.labels.map(({ order, number, by, at_ms: at }) => ({ value: order, label: `${t('label_line', { number: two(number), by })} · ${formatDateTime(at)}` }))} required />
      <FieldText {...bind('reason')} required autoFocus maxLength={200} />
      <Buttons><SubmitButton command="part.call_off_label" act={act}>{t('deed.call_off_label')}</SubmitButton></Buttons>
    </ActForm>
  );
}
