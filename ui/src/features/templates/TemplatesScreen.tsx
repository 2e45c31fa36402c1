/** `/templates`: every label and what it is printed by. `/templates/<label>`: the editor of one, and its versions. */
import { useRouteId } from '@/shared';
import { TemplateList } from './TemplateList';
import { TemplatePage } from './TemplatePage';

export function TemplatesScreen() {
  const id = useRouteId();
  return id === null ? <TemplateList /> : <TemplatePage key={id} template={id} />;
}
