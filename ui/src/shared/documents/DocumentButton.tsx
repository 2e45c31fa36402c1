/** A button that opens the documents of a unit, a box, a run or a list of units. */
import { IconFileText } from '@tabler/icons-react';
import { FormDialog } from '../form/FormDialog';
import { useTexts } from '../i18n';
import { DocumentPanel, type DocumentProps } from './DocumentPanel';

interface Props extends DocumentProps {
  testId: string;
  title?: string;
}

export function DocumentButton({ testId, title, ...documents }: Props) {
  const t = useTexts();
  return (
    <FormDialog title={title ?? t('documents.button')} testId={testId} variant="default" icon={<IconFileText size={20} />} size="72rem">
      {() => <DocumentPanel {...documents} />}
    </FormDialog>
  );
}
