'use strict';

/**
 * The services that this application talks to. They are named here, not by the page: a page that
 * chose the target could make Windows prove the user's identity to anybody.
 *
 * @typedef {object} Service
 * @property {string} package
 * @property {string} target the service principal name
 * @property {string} url
 */

/** @type {Record<string, Service>} */
module.exports = {
  example: {
    package: 'Negotiate',
    target: 'HTTP/app.example.com',
    url: 'http://app.example.com:8080/',
  },
};
