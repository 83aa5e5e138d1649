/**
 * The one file that a page of another site loads:
 * `<script type="module" src="https://host/widget.js"></script><going-global-chat></going-global-chat>`.
 *
 * All modules are named here, so that they are fetched at once and not one behind the other.
 */
import "./assets/announcer.js";
import "./assets/answer-view.js";
import "./assets/citations.js";
import "./assets/client.js";
import "./assets/composer.js";
import "./assets/dom.js";
import "./assets/exporting.js";
import "./assets/handover.js";
import "./assets/i18n/en.js";
import "./assets/i18n/index.js";
import "./assets/i18n/zh.js";
import "./assets/intro.js";
import "./assets/launcher.js";
import "./assets/links.js";
import "./assets/memory.js";
import "./assets/originals.js";
import "./assets/printing.js";
import "./assets/render.js";
import "./assets/retrying.js";
import "./assets/source-card.js";
import "./assets/sse.js";
import "./assets/styles.js";
import "./assets/tokens.js";
import "./assets/tools.js";

export { GoingGlobalChat } from "./assets/going-global-chat.js";
