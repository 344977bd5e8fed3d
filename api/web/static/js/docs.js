// Shows the OpenAPI description with our own copy of Swagger UI.
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
  supportedSubmitMethods: ["get", "post"],
});
