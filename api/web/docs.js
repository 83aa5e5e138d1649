/* global SwaggerUIBundle */

// The validator would be asked over the network.
SwaggerUIBundle({ url: "/openapi.json", domNode: document.querySelector("#docs"), deepLinking: true, validatorUrl: null });
