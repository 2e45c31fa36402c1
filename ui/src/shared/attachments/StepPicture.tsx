/** The picture beside a step's instruction, as the version of the procedure has it. */
import { useCommandQuery, type StepPictureRef } from '@/api';
import { pick } from '../i18n';
import classes from './Attachment.module.css';
import { dataUrl } from './media';

export function StepPicture({ step, picture }: { step: string; picture: StepPictureRef | null }) {
  const found = useCommandQuery('procedure.picture', { digest: picture?.digest ?? '', step }, { enabled: picture !== null });
  if (picture === null || !found.data) return null;
  return (
    <figure className={classes.figure} data-testid="step-picture">
      <img src={dataUrl(found.data.media, found.data.content)} alt={pick(picture)} />
      <figcaption>{pick(picture)}</figcaption>
    </figure>
  );
}
