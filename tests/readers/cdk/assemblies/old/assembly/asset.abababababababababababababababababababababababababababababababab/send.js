const { exec } = require("child_process");

exports.handler = async (event) => {
  exec("sendmail " + event.to);
};
