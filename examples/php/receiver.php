<?php
// What the program under test does when the provider calls back: here it only writes down what came.
// OrderTest.php serves it with PHP's own web server.
file_put_contents(getenv('RECEIVED'), $_SERVER['REQUEST_URI'] . "\n", FILE_APPEND | LOCK_EX);
echo 'ok';
