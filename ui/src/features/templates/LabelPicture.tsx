/** An invented label drawn by the program that prints: by a text, or by what is in force. */
import { useCommandQuery, type LabelTemplate } from '@/api';
import { Loaded, PdfView, ProblemAlert, useSession, useTexts, useWord } from '@/shared';
import { specimenIn } from './specimen';

interface Props {
  template: LabelTemplate;
  /** What is in force where none is given. */
  content?: string;
  width: number;
}

export function LabelPicture({ template, content, width }: Props) {
  const t = useTexts('templates');
  const word = useWord();
  const { locale } = useSession().state;
  const preview = useCommandQuery('template.preview', { template, content: content ?? null, ...specimenIn(locale) });
  return (
    <Loaded query={preview}>
      {({ pdf_base64: base64, faults }) => base64 ? (
        <PdfView base64={base64} width={width} label={t('picture', { label: word('LabelTemplate', template) })} />
      ) : <ProblemAlert problem={faults[0]} compact />}
    </Loaded>
  );
}
