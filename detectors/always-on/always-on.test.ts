import { runStories } from '../../test/support/stories.ts';
import { alwaysOn } from './index.ts';

runStories(alwaysOn, import.meta.dirname);
